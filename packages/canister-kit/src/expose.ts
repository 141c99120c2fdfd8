import type { IDL } from '@dfinity/candid';
import type { ArgsOf, Method } from '@qikcard/contracts';
import { wireOf } from '@qikcard/contracts/wire';
import { msgArgData, msgReply, query, update } from 'azle';
import { ic } from './ic.ts';

type Decorator<A extends readonly IDL.Type[], R> = <This>(
  original: (this: This, ...args: ArgsOf<A>) => R,
  context: ClassMethodDecoratorContext<This, (this: This, ...args: ArgsOf<A>) => R>,
) => void;
type Wire = { decodeArgs(message: Uint8Array): unknown[]; encodeReply(value: unknown): Uint8Array };
type Body = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Makes a method of a canister class answer a method of the api: `@expose(authApi.register)`. The
 * class method has the api method's name; its types are checked against the declared shapes.
 * Reading and answering go through the fast Candid of contracts, prepared when the module starts:
 * what a query prepared would be forgotten after it.
 */
export function expose<A extends readonly IDL.Type[], R>(method: Method<A, R>): Decorator<A, R> {
  return exposed(method, (wire, self, body) => {
    const args = method.args.length === 0 ? [] : readArgs(wire);
    msgReply(encodedReply(() => wire.encodeReply(body.apply(self, args))));
  });
}

/**
 * The same for a method that has to ask another canister before it can answer. Everything is decided
 * and stored before its first `await` (through `handle`); behind it, other messages have run, and
 * all that is left to do is to answer.
 */
export function exposeAsync<A extends readonly IDL.Type[], R>(
  method: Method<A, R> & { mode: 'update' },
): Decorator<A, Promise<R>> {
  return exposed(method, async (wire, self, body) => {
    const args = method.args.length === 0 ? [] : readArgs(wire);
    let reply: unknown;
    try {
      reply = await body.apply(self, args);
    } catch (error) {
      return ic.trap(bugOf(error));
    }
    msgReply(encodedReply(() => wire.encodeReply(reply)));
  });
}

function exposed<A extends readonly IDL.Type[], R>(
  method: Method<A, unknown>,
  answer: (wire: Wire, self: unknown, body: Body) => void | Promise<void>,
): Decorator<A, R> {
  const decorate = method.mode === 'query' ? query : update;
  const wire = wireOf(method as unknown as Method) as unknown as Wire;
  const declare = decorate<unknown, unknown[], void>([...method.args], method.ret, {
    manual: true,
  });
  return (original, context) => {
    declare(
      function answerCall(this: unknown) {
        return answer(wire, this, original as Body) as undefined;
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
    return ic.trap(bugOf(error));
  }
}

const bugOf = (error: unknown) =>
  `QIKCARD_BUG ${error instanceof Error ? error.message : 'not an error'}`;
