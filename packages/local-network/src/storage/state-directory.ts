/**
 * State on disk: the newest epoch holds a checkpoint and the journal of everything since.
 *
 *     format.json            version of this layout
 *     blobs/<sha256>         large byte strings, once for equal content
 *     epoch-7/checkpoint     the whole state
 *     epoch-7/journal        inputs since then
 *
 * An epoch appears by renaming a finished directory, so a crash leaves the old one or the new one.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { BlobDirectory } from './blob-directory.ts';
import { lockDirectory } from './directory-lock.ts';
import { renameDurably, syncDirectory, writeDurably } from './durable-file.ts';
import { JournalWriter, readJournal } from './journal.ts';

/** Version of the layout and of what the files contain. */
export const STATE_FORMAT = 1;

const EPOCH = /^epoch-(\d+)$/;

export class StateDirectory {
  private readonly blobs: BlobDirectory;
  private journal: JournalWriter | undefined;
  private epoch = 0;

  private constructor(
    private readonly path: string,
    private readonly unlock: () => void,
  ) {
    this.blobs = new BlobDirectory(join(path, 'blobs'));
  }

  /** Opens or creates the directory for this process alone; refuses a newer format. */
  static open(path: string): StateDirectory {
    mkdirSync(path, { recursive: true });
    checkFormat(path);
    const unlock = lockDirectory(path);
    const directory = new StateDirectory(path, unlock);
    directory.removeUnfinished();
    return directory;
  }

  /** The last checkpoint and the journal frames after it; undefined in a new directory. */
  load(): { checkpoint: unknown; frames: unknown[]; tornBytes: number } | undefined {
    const epochs = this.epochs();
    if (epochs.length === 0) return undefined;
    this.epoch = Math.max(...epochs);
    const folder = this.folder(this.epoch);
    const { frames, intactBytes, tornBytes } = readJournal(join(folder, 'journal'));
    const checkpoint = this.read(readFileSync(join(folder, 'checkpoint')));
    this.journal = new JournalWriter(join(folder, 'journal'), intactBytes);
    return { checkpoint, frames: frames.map((frame) => this.read(frame)), tornBytes };
  }

  /** Starts a new epoch from the whole state; older epochs and unused blobs go. */
  checkpoint(state: unknown): void {
    const next = this.epoch + 1;
    const folder = this.folder(next);
    const used = new Set<string>();
    const content = serialize(this.blobs.externalize(state, used));
    mkdirSync(`${folder}.tmp`);
    writeDurably(join(`${folder}.tmp`, 'checkpoint'), content);
    writeDurably(join(`${folder}.tmp`, 'journal'));
    syncDirectory(`${folder}.tmp`);
    renameDurably(`${folder}.tmp`, folder);
    this.journal?.close();
    this.journal = new JournalWriter(join(folder, 'journal'), 0);
    this.epoch = next;
    for (const old of this.epochs()) {
      if (old < next) rmSync(this.folder(old), { recursive: true });
    }
    this.blobs.keepOnly(used);
  }

  /** Appends one frame to the journal; returns once it is durable. */
  append(frame: unknown): void {
    if (!this.journal) throw new Error('The journal is not open');
    this.journal.append(serialize(this.blobs.externalize(frame)));
  }

  /** Length of the journal since the last checkpoint. */
  get journalBytes(): number {
    return this.journal?.bytes ?? 0;
  }

  close(): void {
    this.journal?.close();
    this.journal = undefined;
    this.unlock();
  }

  private read(bytes: Uint8Array): unknown {
    return this.blobs.internalize(deserialize(bytes));
  }

  private folder(epoch: number): string {
    return join(this.path, `epoch-${epoch}`);
  }

  private epochs(): number[] {
    return readdirSync(this.path).flatMap((name) => {
      const number = EPOCH.exec(name)?.[1];
      return number ? [Number(number)] : [];
    });
  }

  /** What a crash during a checkpoint left behind. */
  private removeUnfinished(): void {
    const newest = Math.max(0, ...this.epochs());
    for (const name of readdirSync(this.path)) {
      const old = EPOCH.exec(name)?.[1];
      if (name.endsWith('.tmp') || (old && Number(old) < newest)) {
        rmSync(join(this.path, name), { recursive: true });
      }
    }
  }
}

function checkFormat(path: string): void {
  const file = join(path, 'format.json');
  if (!existsSync(file)) {
    const strangers = readdirSync(path).filter((name) => name !== 'format.json.tmp');
    if (strangers.length > 0) {
      throw new Error(
        `${path} is not empty and holds no state of the local network; nothing was changed`,
      );
    }
    writeDurably(`${file}.tmp`, Buffer.from(`${JSON.stringify({ format: STATE_FORMAT })}\n`));
    renameDurably(`${file}.tmp`, file);
    return;
  }
  const { format } = JSON.parse(readFileSync(file, 'utf8')) as { format: number };
  if (format > STATE_FORMAT) {
    throw new Error(
      `The state in ${path} was written by a newer version (format ${format}; this one reads up ` +
        `to ${STATE_FORMAT}). Update the project, or delete the directory to start afresh.`,
    );
  }
}
