/** The spool's file. Raise `SCHEMA_VERSION` and add a step for every change. */
import type Database from 'libsql';

const SCHEMA_VERSION = 3;

/** Set on every open: libsql forgets `busy_timeout`, and a second process may read and write. */
const PRAGMAS = ['journal_mode = WAL', 'synchronous = FULL', 'busy_timeout = 5000'];

const TABLE = `
  CREATE TABLE IF NOT EXISTS scans (
    position       INTEGER PRIMARY KEY AUTOINCREMENT,
    scan_id        BLOB NOT NULL UNIQUE,
    direction      TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    event_id       TEXT NOT NULL,
    gate           TEXT NOT NULL,
    payload        BLOB NOT NULL,
    captured_at_ms INTEGER NOT NULL,
    accepted_at_ms INTEGER NOT NULL,
    postponed      INTEGER NOT NULL DEFAULT 0,
    state          TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'settled')),
    verdict        BLOB,
    refused        INTEGER,
    settled_at_ms  INTEGER
  );
  CREATE TABLE IF NOT EXISTS moves (
    position        INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id        TEXT NOT NULL,
    registration_id TEXT NOT NULL,
    direction       TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    at_ms           INTEGER NOT NULL,
    gate            TEXT NOT NULL,
    gate_id         INTEGER NOT NULL,
    zone_id         INTEGER NOT NULL,
    step            INTEGER
  );
  CREATE TABLE IF NOT EXISTS hand_overs (
    position       INTEGER PRIMARY KEY AUTOINCREMENT,
    scan_id        BLOB NOT NULL UNIQUE,
    label          TEXT NOT NULL,
    pass           BLOB NOT NULL,
    captured_at_ms INTEGER NOT NULL,
    step           TEXT NOT NULL DEFAULT 'ask' CHECK (step IN ('ask', 'lend')),
    postponed      INTEGER NOT NULL DEFAULT 0,
    verdict        BLOB,
    refused        INTEGER,
    accepted_at_ms INTEGER NOT NULL,
    settled_at_ms  INTEGER
  );
  CREATE INDEX IF NOT EXISTS hand_overs_waiting
    ON hand_overs (postponed, position) WHERE verdict IS NULL;
  CREATE INDEX IF NOT EXISTS moves_of_event ON moves (event_id, position);
  CREATE INDEX IF NOT EXISTS scans_waiting ON scans (postponed, position) WHERE state = 'waiting';
  CREATE INDEX IF NOT EXISTS scans_settled ON scans (settled_at_ms) WHERE state = 'settled';
`;

/** From version 1: what the bridge decided alone, and whether it checked the phone's signature. */
const STEP_2 = `
  ALTER TABLE scans ADD COLUMN possession INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE scans ADD COLUMN alone_passed INTEGER;
  ALTER TABLE scans ADD COLUMN alone_at_ms INTEGER;
`;

/** Makes an open database durable and gives it the tables. */
export function prepare(db: Database.Database): void {
  for (const pragma of PRAGMAS) db.pragma(pragma);
  const found = (db.pragma('user_version') as { user_version: number }[])[0].user_version;
  if (found > SCHEMA_VERSION) {
    throw new Error(`the spool was written by a newer bridge (schema ${found}); upgrade this one`);
  }
  db.exec(TABLE);
  if (found < 2) db.exec(STEP_2);
  db.pragma(`user_version = ${SCHEMA_VERSION}`);
}
