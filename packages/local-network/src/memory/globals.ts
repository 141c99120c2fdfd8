import type { PreparedModule } from '../wasm/prepare.ts';
import { hostExport } from '../wasm/rewrite.ts';

export type GlobalValue = number | bigint;

/**
 * The mutable globals of an instance with the values they return to: a trap would otherwise leak
 * the stack pointer, and the next message would run on a corrupted stack.
 */
export class Globals {
  private readonly globals: WebAssembly.Global[];
  private committed: GlobalValue[];

  constructor(module: PreparedModule, exports: WebAssembly.Exports) {
    this.globals = module.mutableGlobals.map(
      ({ index }) => exports[hostExport.global(index)] as WebAssembly.Global,
    );
    this.committed = this.globals.map(({ value }) => value as GlobalValue);
  }

  commit(): void {
    for (let i = 0; i < this.globals.length; i++) {
      this.committed[i] = (this.globals[i] as WebAssembly.Global).value;
    }
  }

  rollback(): void {
    for (let i = 0; i < this.globals.length; i++) {
      (this.globals[i] as WebAssembly.Global).value = this.committed[i];
    }
  }

  save(): GlobalValue[] {
    return [...this.committed];
  }

  load(values: readonly GlobalValue[]): void {
    this.committed = [...values];
    this.rollback();
  }
}
