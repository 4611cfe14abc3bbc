import type Database from "libsql";
import { z } from "zod";

/** Each is run once, in order; the file's user_version counts those that were. Never change one that was released. */
const migrations: readonly string[] = [
  `CREATE TABLE commands (
     number      INTEGER PRIMARY KEY AUTOINCREMENT,
     invocation  TEXT    NOT NULL UNIQUE,
     grant_id    TEXT    NOT NULL UNIQUE,
     account     TEXT    NOT NULL,
     uid         INTEGER NOT NULL,
     identity    TEXT    NOT NULL,
     line        TEXT    NOT NULL,
     language    TEXT    NOT NULL,
     command     TEXT    NOT NULL,
     action      TEXT    NOT NULL,
     input       TEXT    NOT NULL,
     host        TEXT    NOT NULL,
     executor    TEXT    NOT NULL,
     accepted_at INTEGER NOT NULL,
     deadline    INTEGER NOT NULL,
     status      TEXT    NOT NULL DEFAULT 'waiting',
     steps       TEXT    NOT NULL DEFAULT '[]',
     boot        INTEGER NOT NULL DEFAULT -1,
     turn        INTEGER NOT NULL DEFAULT -1,
     result      TEXT,
     final       TEXT,
     ended_at    INTEGER
   ) STRICT;
   CREATE INDEX commands_of_account ON commands (account, number);
   CREATE INDEX commands_open ON commands (account, host) WHERE final IS NULL;
   CREATE INDEX commands_unanswered ON commands (number) WHERE result IS NULL;
   CREATE TABLE preferences (
     account  TEXT PRIMARY KEY,
     language TEXT NOT NULL
   ) STRICT;
   CREATE TABLE hosts (
     host      TEXT    PRIMARY KEY,
     boot      INTEGER NOT NULL,
     seq       INTEGER NOT NULL,
     heard_at  INTEGER NOT NULL,
     inventory TEXT    NOT NULL
   ) STRICT;`,
  `CREATE TABLE links (
     identity  TEXT    PRIMARY KEY,
     statement TEXT    NOT NULL,
     iat       INTEGER NOT NULL
   ) STRICT;`,
  `CREATE TABLE posts (
     invocation  TEXT    PRIMARY KEY,
     platform    TEXT    NOT NULL,
     arrival     TEXT    NOT NULL,
     said        TEXT,
     reference   TEXT,
     received_at INTEGER NOT NULL,
     done        INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE INDEX posts_owed ON posts (platform, received_at) WHERE done = 0;
   CREATE TABLE presses (
     id       TEXT    PRIMARY KEY,
     kind     TEXT    NOT NULL,
     identity TEXT    NOT NULL,
     line     TEXT    NOT NULL,
     command  TEXT    NOT NULL,
     typed    TEXT    NOT NULL,
     question INTEGER NOT NULL,
     made_at  INTEGER NOT NULL
   ) STRICT;`,
  // What was made before is nobody's: no account has an empty name.
  "ALTER TABLE presses ADD COLUMN account TEXT NOT NULL DEFAULT '';",
  `CREATE TABLE given_keys (
     account   TEXT    NOT NULL,
     uid       INTEGER NOT NULL,
     statement TEXT    NOT NULL,
     iat       INTEGER NOT NULL,
     PRIMARY KEY (account, uid)
   ) STRICT;`,
  "ALTER TABLE commands ADD COLUMN vouched TEXT NOT NULL DEFAULT '{}';",
  `CREATE TABLE approvals (
     number      INTEGER PRIMARY KEY AUTOINCREMENT,
     invocation  TEXT    NOT NULL UNIQUE,
     account     TEXT    NOT NULL,
     uid         INTEGER NOT NULL,
     identity    TEXT    NOT NULL,
     proof       TEXT,
     place       TEXT    NOT NULL,
     line        TEXT    NOT NULL,
     language    TEXT    NOT NULL,
     command     TEXT    NOT NULL,
     action      TEXT    NOT NULL,
     input       TEXT    NOT NULL,
     host        TEXT    NOT NULL,
     refusal     TEXT    NOT NULL,
     revision    INTEGER NOT NULL DEFAULT 1,
     made_at     INTEGER NOT NULL,
     until       INTEGER NOT NULL,
     state       TEXT    NOT NULL DEFAULT 'waiting',
     approval    TEXT,
     decided_by  TEXT,
     reason      TEXT,
     why         TEXT,
     decided_at  INTEGER,
     consents    TEXT    NOT NULL DEFAULT '{}'
   ) STRICT;
   CREATE INDEX approvals_waiting ON approvals (number) WHERE state = 'waiting';
   CREATE INDEX approvals_of_account ON approvals (account, number);`,
  `CREATE TABLE link_nonces (
     identity TEXT    PRIMARY KEY,
     nonce    TEXT    NOT NULL,
     made_at  INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE removed_links (
     identity TEXT    PRIMARY KEY,
     at       INTEGER NOT NULL
   ) STRICT;`,
  `CREATE TABLE absences (
      host    TEXT    NOT NULL,
      account TEXT    NOT NULL,
      uid     INTEGER NOT NULL,
      since   INTEGER NOT NULL,
      PRIMARY KEY (host, account, uid)
   ) STRICT;`,
  "ALTER TABLE presses ADD COLUMN anyone INTEGER NOT NULL DEFAULT 0;",
  `CREATE TABLE departures (
     identity  TEXT    PRIMARY KEY,
     absent_ms INTEGER NOT NULL
   ) STRICT;`,
  `CREATE TABLE incidents (
     number   INTEGER PRIMARY KEY AUTOINCREMENT,
     settled  INTEGER NOT NULL,
     ended_at INTEGER,
     record   TEXT    NOT NULL
   ) STRICT;
   CREATE INDEX incidents_alive ON incidents (number) WHERE settled = 0;
   CREATE INDEX incidents_ended ON incidents (ended_at);
   CREATE TABLE figures (
     series TEXT    NOT NULL,
     at     INTEGER NOT NULL,
     value  REAL    NOT NULL,
     PRIMARY KEY (series, at)
   ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE webhook_alerts (
     source    TEXT    NOT NULL,
     key       TEXT    NOT NULL,
     condition TEXT    NOT NULL,
     told_at   INTEGER NOT NULL,
     shown_in  INTEGER,
     PRIMARY KEY (source, key)
   ) STRICT;
   CREATE TABLE webhook_nonces (
     nonce TEXT    PRIMARY KEY,
     until INTEGER NOT NULL
   ) STRICT;`,
  `CREATE TABLE oncall_covers (
     number   INTEGER PRIMARY KEY AUTOINCREMENT,
     account  TEXT    NOT NULL,
     from_at  INTEGER NOT NULL,
     until_at INTEGER NOT NULL,
     made_by  TEXT    NOT NULL,
     made_at  INTEGER NOT NULL,
     swap     INTEGER
   ) STRICT;
   CREATE TABLE oncall_away (
     account  TEXT    NOT NULL,
     from_at  INTEGER NOT NULL,
     until_at INTEGER NOT NULL,
     reason   TEXT    NOT NULL,
     made_at  INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE oncall_swaps (
     number     INTEGER PRIMARY KEY AUTOINCREMENT,
     asker      TEXT    NOT NULL,
     asked      TEXT    NOT NULL,
     from_at    INTEGER NOT NULL,
     until_at   INTEGER NOT NULL,
     back_from  INTEGER,
     back_until INTEGER,
     state      TEXT    NOT NULL DEFAULT 'waiting',
     made_at    INTEGER NOT NULL,
     decided_at INTEGER
   ) STRICT;
   CREATE TABLE oncall_pages (
     number    INTEGER PRIMARY KEY AUTOINCREMENT,
     account   TEXT    NOT NULL,
     uid       INTEGER NOT NULL,
     full_name TEXT    NOT NULL,
     reason    TEXT    NOT NULL,
     at        INTEGER NOT NULL,
     open      INTEGER NOT NULL DEFAULT 1
   ) STRICT;
   CREATE INDEX oncall_pages_at ON oncall_pages (at);
   CREATE TABLE oncall_escalations (
     incident   INTEGER PRIMARY KEY,
     severity   TEXT    NOT NULL,
     started_at INTEGER NOT NULL,
     told       INTEGER NOT NULL,
     due_at     INTEGER
   ) STRICT;`,
  "ALTER TABLE commands ADD COLUMN legs TEXT NOT NULL DEFAULT '[]';",
];

const versionSchema = z.object({ user_version: z.int() });

/** Brings a database to this release's tables. Throws when the file is of a later release. */
export function migrate(db: Database.Database): void {
  const { user_version: done } = versionSchema.parse(db.prepare("PRAGMA user_version").get());
  if (done > migrations.length)
    throw new Error(`opening the bot's database: it was written by a later release (version ${done})`);
  for (const [index, sql] of migrations.entries()) {
    if (index >= done) db.exec(`BEGIN;${sql}PRAGMA user_version = ${index + 1};COMMIT;`);
  }
}
