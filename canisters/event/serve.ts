/** From the bytes of a message to a rule and back, at the price of a row (contracts/wire.ts). */
import type { IDL } from '@dfinity/candid';
import { anyone, type Call, handle, handleQuery } from '@qikcard/canister-kit';
import { outcomeOf } from '@qikcard/canister-kit/handle';
import type { ArgsOf, Method } from '@qikcard/contracts';
import { wireOf } from '@qikcard/contracts/wire';
import { msgArgData, msgReply, query, update } from 'azle';

/** A rule of the api: gets the call and the arguments, gives the reply. */
type Rule<This, A extends readonly IDL.Type[], R> = (
  this: This,
  call: Call,
  ...args: ArgsOf<A>
) => R;

/**
 * Makes a method of a canister class answer the method of the api. An update is decided, stored,
 * audited once and answered in one message; a query stores nothing. Azle's own reading and
 * writing of Candid is left out, the Candid file is the same.
 */
export function served<A extends readonly IDL.Type[], R>(method: Method<A, R>) {
  const wire = wireOf(method as unknown as Method);
  const isQuery = method.mode === 'query';
  return <This>(
    rule: Rule<This, A, R>,
    context: ClassMethodDecoratorContext<This, Rule<This, A, R>>,
  ): void => {
    const name = String(context.name);
    function answer(this: This): void {
      const run = (call: Call): Uint8Array => {
        const args = wire.decodeArgs(msgArgData()) as ArgsOf<A>;
        const reply = rule.call(this, call, ...args);
        call.outcome ??= outcomeOf(reply);
        return wire.encodeReply(reply as never);
      };
      const bytes = isQuery ? handleQuery(name, anyone, run) : handle(name, anyone, run);
      msgReply(bytes as Uint8Array);
    }
    const decorate = (isQuery ? query : update)<This, [], void>(
      method.args as unknown as IDL.Type[],
      method.ret,
      { manual: true },
    );
    decorate(answer, context as never);
  };
}
