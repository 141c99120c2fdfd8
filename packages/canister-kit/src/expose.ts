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
        const args = method.args.length === 0 ? [] : readArgs(wire);
        msgReply(encodedReply(() => wire.encodeReply(body.apply(this, args))));
      },
      context as unknown as ClassMethodDecoratorContext<unknown, () => void>,
    );
  };
}

function readArgs(wire: Wire): unknown[] {
  try {
    return wire.decodeArgs(msgArgData());
  } catch {
    return ic.trap('QIKCARD_ARGUMENTS these bytes are not the arguments of this method');
  }
}

// Azle would put the stack, and with it paths of the build machine, into the reject message.
function encodedReply(answer: () => Uint8Array): Uint8Array {
  try {
    return answer();
  } catch (error) {
    return ic.trap(`QIKCARD_BUG ${error instanceof Error ? error.message : 'not an error'}`);
  }
}
