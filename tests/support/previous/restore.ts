/** Deployments of versions before this one, brought up to it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type CanisterName, canisterNames } from '@qikcard/contracts';
import { Deployment } from '../deployment.ts';
import { unpackMemory } from './memory-file.ts';
import type { Scene } from './scene.ts';

const folder = resolve(import.meta.dirname, '../../data/previous');

/** The versions whose data is kept, by name. */
export const previousVersions = (): string[] => readdirSync(folder).sort();

/** Today's modules over the memories of that version, at the time they were kept. */
export async function restore(version: string): Promise<{ deployment: Deployment; scene: Scene }> {
  const read = (file: string) => readFileSync(join(folder, version, file));
  const scene: Scene = JSON.parse(read('scene.json').toString());
  const memories = Object.fromEntries(
    canisterNames.map((name) => [name, unpackMemory(read(`${name}.memory.br`))]),
  ) as Record<CanisterName, Uint8Array>;
  const deployment = await Deployment.continue(new Date(scene.timeMs), memories);
  return { deployment, scene };
}
