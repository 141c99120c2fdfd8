/** A canister for the network's own tests: state, time, timers, traps, cycles, calls. */
import {
  call,
  canisterCycleBalance,
  IDL,
  init,
  inspectMessage,
  msgCyclesAccept,
  msgCyclesAvailable,
  msgMethodName,
  type Principal,
  postUpgrade,
  query,
  StableBTreeMap,
  setTimer,
  time,
  trap,
  update,
} from 'azle';

const entries = new StableBTreeMap<string, string>(0);

export default class {
  greeting = '';
  ticks = 0n;

  @init([IDL.Opt(IDL.Text)])
  init(greeting: [string] | []): void {
    this.greeting = greeting[0] ?? 'hello';
  }

  @postUpgrade([IDL.Opt(IDL.Text)])
  postUpgrade(greeting: [string] | []): void {
    this.greeting = `upgraded ${greeting[0] ?? ''}`;
  }

  @inspectMessage
  inspect(): boolean {
    return msgMethodName() !== 'never_accepted';
  }

  @query([], IDL.Text)
  greet(): string {
    return this.greeting;
  }

  @update([IDL.Text, IDL.Text], IDL.Nat64)
  put(key: string, value: string): bigint {
    entries.insert(key, value);
    return BigInt(entries.len());
  }

  @query([IDL.Text], IDL.Opt(IDL.Text))
  get(key: string): [string] | [] {
    const value = entries.get(key);
    return value === undefined ? [] : [value];
  }

  @query([], IDL.Nat64)
  size(): bigint {
    return BigInt(entries.len());
  }

  @query([], IDL.Nat64)
  now(): bigint {
    return time();
  }

  @update([], IDL.Nat64)
  now_replicated(): bigint {
    return time();
  }

  @update([IDL.Text], IDL.Bool)
  put_then_trap(key: string): boolean {
    entries.insert(key, 'must not stay');
    trap(`no ${key} today`);
    return true;
  }

  @update([], IDL.Bool)
  never_accepted(): boolean {
    return true;
  }

  @update([IDL.Nat64], IDL.Bool)
  tick_after(seconds: bigint): boolean {
    setTimer(Number(seconds), () => {
      this.ticks++;
    });
    return true;
  }

  @query([], IDL.Nat64)
  tick_count(): bigint {
    return this.ticks;
  }

  @update([], IDL.Nat)
  accept_cycles(): bigint {
    return msgCyclesAccept(msgCyclesAvailable());
  }

  @query([], IDL.Nat)
  balance(): bigint {
    return canisterCycleBalance();
  }

  @update([IDL.Principal, IDL.Text, IDL.Text], IDL.Nat64)
  async put_into(other: Principal, key: string, value: string): Promise<bigint> {
    return await call<[string, string], bigint>(other, 'put', {
      args: [key, value],
      paramIdlTypes: [IDL.Text, IDL.Text],
      returnIdlType: IDL.Nat64,
    });
  }

  @update([IDL.Principal, IDL.Text], IDL.Text)
  async trap_other(other: Principal, key: string): Promise<string> {
    try {
      await call(other, 'put_then_trap', { args: [key], paramIdlTypes: [IDL.Text] });
      return 'answered';
    } catch (error) {
      return String(error);
    }
  }

  @update([IDL.Principal, IDL.Nat], IDL.Nat)
  async send_cycles(other: Principal, cycles: bigint): Promise<bigint> {
    return await call<[], bigint>(other, 'accept_cycles', { cycles, returnIdlType: IDL.Nat });
  }
}
