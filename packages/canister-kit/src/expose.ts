import type { IDL } from '@dfinity/candid';
import type { ArgsOf, Method } from '@qikcard/contracts';
import { wireOf } from '@qikcard/contracts/wire';
import { msgArgData, msgReply, query, update } from 'azle';
import { ic } from './ic.ts';

type Answering<A extends readonly IDL.Type[], R> = <This>(
  original: (this: This, ...args: ArgsOf<A>) => R,
  context: ClassMethodDecoratorContext<This, (this: This, ...args: ArgsOf<A>) => R>,
) => void;
type Wire = { decodeArgs(message: Uint8Array): unknown[]; encodeReply(value: unknown): Uint8Array };

/**
 * Makes a method of a canister class answer a method of the api: `@expose(authApi.register)`. The
 * class method has the api method's name; its types are checked against the declared shapes.
 * Reading and answering go through the fast Candid of contracts, prepared when the module starts:
 * what a query prepared would be forgotten after it.
 */
export function expose<A extends readonly IDL.Type[], R>(method: Method<A, R>): Answering<A, R> {
  const decorate = method.mode === 'query' ? query : update;
  const wire = wireOf(method as unknown as Method) as unknown as Wire;
  const declare = decorate<unknown, unknown[], void>([...method.args], method.ret, {
    manual: true,
  });
  return (original, context) => {
    const body = original as (this: unknown, ...args: unknown[]) => unknown;
    declare(
      function answer(this: unknown) {
        msgReply(wire.encodeReply(body.apply(this, readArgs(wire, method.args.length))));
      },
      context as unknown as ClassMethodDecoratorContext<unknown, () => void>,
    );
  };
}

function readArgs(wire: Wire, expected: number): unknown[] {
  if (expected === 0) return [];
  try {
    return wire.decodeArgs(msgArgData());
  } catch {
    return ic.trap('QIKCARD_ARGUMENTS these bytes are not the arguments of this method');
  }
}
