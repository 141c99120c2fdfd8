/** What admins set in one canister: maintenance, log level, trusted origins. Outlives upgrades. */
import { binary } from '@qikcard/contracts';
import { cell } from './cell.ts';
import { prefixed, type RawMap } from './memory-map.ts';

const { list, oneOf, optional, principalField, str, struct, u64, versioned } = binary;

const maintenanceCodec = versioned(
  1,
  optional(struct({ sinceNs: u64, by: principalField, note: str })),
);
export type MaintenanceRow = ReturnType<typeof maintenanceCodec.decode>;
const levelField = oneOf('Off', 'Info', 'Debug');
export type LogLevelName = binary.ValueOf<typeof levelField>;

/** Both are asked in every update, so they are kept on the heap too. */
export function createSettings(map: RawMap) {
  const maintenance = cell(prefixed(map, 0), maintenanceCodec, undefined);
  const level = cell<LogLevelName>(prefixed(map, 1), versioned(1, levelField), 'Info');
  const origins = cell(prefixed(map, 2), versioned(1, list(str)), []);
  let known: { maintenance: MaintenanceRow; level: LogLevelName } | undefined;
  const read = () => {
    known ??= { maintenance: maintenance.get(), level: level.get() };
    return known;
  };
  return {
    maintenance: (): MaintenanceRow => read().maintenance,
    setMaintenance(value: MaintenanceRow): void {
      maintenance.set(value);
      known = undefined;
    },
    logLevel: (): LogLevelName => read().level,
    setLogLevel(value: LogLevelName): void {
      level.set(value);
      known = undefined;
    },
    origins: (): string[] => origins.get(),
    setOrigins: (value: string[]): void => origins.set(value),
  };
}
export type Settings = ReturnType<typeof createSettings>;
