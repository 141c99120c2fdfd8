import { Globals, type GlobalValue } from '../memory/globals.ts';
import { Heap } from '../memory/heap.ts';
import type { StableMemory } from '../memory/stable.ts';
import type { PreparedModule } from '../wasm/prepare.ts';
import { hostExport } from '../wasm/rewrite.ts';
import { type ApiHost, importOf } from './api.ts';
import { callApi } from './api-calls.ts';
import { cyclesApi } from './api-cycles.ts';
import { environmentApi } from './api-environment.ts';
import { messageApi } from './api-messages.ts';
import { stableApi } from './api-stable.ts';
import type { Execution } from './execution.ts';
import { CanisterTrap, code, type Fault, fault, sentence } from './reject.ts';
import type { Closure } from './types.ts';

const functions = {
  ...messageApi,
  ...cyclesApi,
  ...callApi,
  ...stableApi,
  ...environmentApi,
};

export type RunOutcome = { instructions: number; fault: Fault | undefined };
/** What a new instance starts from; without globals they keep their initial values. */
export type InstanceState = { heap: Uint8Array | undefined; globals?: GlobalValue[] };
export type EntryPoint = { export: string } | { closure: Closure } | 'start';

class OutOfInstructions extends Error {}
const NO_MEMORY = new Uint8Array(0);

/** One running module: runs a message at a time, whose effects are then committed or undone. */
export class WasmInstance implements ApiHost {
  private current: Execution | undefined;
  private instance!: WebAssembly.Instance;
  private counter!: WebAssembly.Global;
  private heap: Heap | undefined;
  private globals!: Globals;
  private view = NO_MEMORY;

  constructor(
    readonly module: PreparedModule,
    readonly stable: StableMemory,
    state?: InstanceState,
  ) {
    this.instantiate(state);
  }

  get execution(): Execution {
    if (!this.current) throw new Error('a System API function ran outside of a message');
    return this.current;
  }

  get committedHeapBytes(): number {
    return this.heap?.committedBytes ?? 0;
  }

  /** Size of the wasm memory at this moment. */
  get heapBytes(): number {
    return this.heap?.memory.buffer.byteLength ?? 0;
  }

  memory(): Uint8Array {
    const { heap } = this;
    if (!heap) return NO_MEMORY;
    if (this.view.buffer !== heap.memory.buffer) this.view = new Uint8Array(heap.memory.buffer);
    return this.view;
  }

  charge(instructions: number): void {
    const left = (this.counter.value as bigint) - BigInt(instructions);
    this.counter.value = left;
    if (left < 0n) throw new OutOfInstructions();
  }

  used(): number {
    return this.execution.limit - Number(this.counter.value as bigint);
  }

  /** Runs one entry point; the caller then commits or rolls back. Nothing is thrown by canisters. */
  run(execution: Execution, entry: EntryPoint): RunOutcome {
    this.heap?.settle();
    this.current = execution;
    this.counter.value = BigInt(execution.limit);
    let failure: Fault | undefined;
    try {
      this.enter(entry);
    } catch (error) {
      failure = this.faultOf(error, entry);
    }
    const instructions = Math.min(this.used(), execution.limit);
    this.current = undefined;
    return { instructions, fault: failure };
  }

  commit(): void {
    this.heap?.commit();
    this.globals.commit();
    this.stable.commit();
  }

  rollback(): void {
    this.stable.rollback();
    if (this.heap && !this.heap.rollback()) this.instantiate(this.save());
    else this.globals.rollback();
  }

  /** Makes copies that `commit` and `rollback` put off; the next message would wait for them. */
  settle(): void {
    this.heap?.settle();
  }

  /** The committed heap and globals. */
  save(): InstanceState {
    return { heap: this.heap?.committedContents().slice(), globals: this.globals.save() };
  }

  private instantiate(state: InstanceState | undefined): void {
    const ic0 = Object.fromEntries(
      Object.entries(functions).map(([name, declared]) => [name, importOf(this, name, declared)]),
    ) as WebAssembly.ModuleImports;
    this.instance = new WebAssembly.Instance(this.module.compiled as WebAssembly.Module, { ic0 });
    const { exports } = this.instance;
    this.counter = exports[hostExport.counter] as WebAssembly.Global;
    const memory = exports[hostExport.memory] as WebAssembly.Memory | undefined;
    this.heap = memory && (state?.heap ? Heap.restore(memory, state.heap) : new Heap(memory));
    this.globals = new Globals(this.module, exports);
    if (state?.globals) this.globals.load(state.globals);
  }

  private enter(entry: EntryPoint): void {
    const { exports } = this.instance;
    if (entry === 'start') {
      (exports[hostExport.start] as (() => void) | undefined)?.();
    } else if ('export' in entry) {
      (exports[entry.export] as () => void)();
    } else {
      const table = exports[hostExport.table] as WebAssembly.Table | undefined;
      const { fun, env } = entry.closure;
      const callback = table && fun < table.length ? table.get(fun) : null;
      if (!callback) throw new CanisterTrap(this.missingFunction(fun));
      callback(env);
    }
  }

  private missingFunction(fun: number): Fault {
    const canister = this.execution.canister.text;
    return fault(
      code.functionNotFound,
      `Error from Canister ${canister}: Canister requested to invoke a non-existent Wasm function ${fun} from table 0.`,
    );
  }

  private faultOf(error: unknown, entry: EntryPoint): Fault {
    const { canister, limit } = this.execution;
    if (error instanceof CanisterTrap) return error.fault;
    const exhausted = (this.counter.value as bigint) < 0n;
    if (error instanceof OutOfInstructions || exhausted) {
      return fault(code.instructionLimit, sentence.instructionLimit(canister.text, limit));
    }
    if (error instanceof RangeError && error.message.includes('call stack')) {
      return fault(code.trapped, sentence.trapped(canister.text, 'stack overflow'));
    }
    if (error instanceof WebAssembly.RuntimeError) {
      return fault(code.trapped, sentence.trapped(canister.text, trapName(error.message)));
    }
    const where = typeof entry === 'string' ? entry : JSON.stringify(entry);
    throw new Error(`The network itself failed in ${where} of ${canister.text}`, { cause: error });
  }
}

/** The replica's name of a trap, from V8's sentence. */
function trapName(message: string): string {
  if (message.includes('unreachable')) return 'unreachable';
  if (message.includes('memory access out of bounds')) return 'heap out of bounds';
  if (message.includes('divide by zero') || message.includes('remainder by zero'))
    return 'integer division by 0';
  if (message.includes('table index') || message.includes('table access'))
    return 'table out of bounds';
  return message;
}
