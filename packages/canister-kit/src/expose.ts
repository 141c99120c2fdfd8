import type { IDL } from '@dfinity/candid';
import type { ArgsOf, Method } from '@qikcard/contracts';
import { query, update } from 'azle';

type Answering<A extends readonly IDL.Type[], R> = <This>(
  original: (this: This, ...args: ArgsOf<A>) => R,
  context: ClassMethodDecoratorContext<This, (this: This, ...args: ArgsOf<A>) => R>,
) => void;

/**
 * Makes a method of a canister class answer a method of the api: `@expose(authApi.register)`. The
 * class method has the api method's name; its types are checked against the declared shapes.
 */
export function expose<A extends readonly IDL.Type[], R>(method: Method<A, R>): Answering<A, R> {
  const decorate = method.mode === 'query' ? query : update;
  return decorate<unknown, unknown[], unknown>([...method.args], method.ret) as Answering<A, R>;
}
