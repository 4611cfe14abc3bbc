import { expect, test } from "vitest";
import { usualTimings } from "../../../bot/config.ts";
import { nextAct } from "../../../bot/resend-rule.ts";

const second = 1000;
const minute = 60 * second;
const accepted = 1_800_000_000_000;
const deadline = accepted / 1000 + 900;
const command = { status: "waiting", deadline, sentAt: accepted, heardAt: 0, accepted_at: accepted } as const;

test.each([
  ["waits at first", command, false, accepted + 2 * second, "wait"],
  ["sends again what the host has not mentioned", command, false, accepted + 3 * second, "send"],
  ["sends at once what is to be sent at once", { ...command, sentAt: 0 }, true, accepted + 1, "send"],
  [
    "is patient with a host that has it",
    { ...command, heardAt: accepted + second },
    false,
    accepted + 9 * second,
    "wait",
  ],
  [
    "asks a host that has it now and then",
    { ...command, heardAt: accepted + second },
    false,
    accepted + 11 * second,
    "send",
  ],
  ["goes on until the deadline", command, true, accepted + 15 * minute, "send"],
  ["leaves a silent host a minute more", command, true, accepted + 15.9 * minute, "send"],
  ["gives a silent host up then", command, true, accepted + 16.1 * minute, "give_up"],
  ["leaves a host that talks two minutes more", command, false, accepted + 17.9 * minute, "send"],
  ["gives up a host that talks of everything else", command, false, accepted + 18.1 * minute, "give_up"],
  [
    "does not give up what the host is at, however long it takes",
    { ...command, status: "running", sentAt: accepted + 59 * minute, heardAt: accepted + 60 * minute },
    false,
    accepted + 60 * minute + second,
    "wait",
  ],
  [
    "asks rarely about what has gone on for hours",
    { ...command, status: "running", sentAt: accepted + 180 * minute, heardAt: accepted + 180 * minute },
    false,
    accepted + 188 * minute,
    "wait",
  ],
  [
    "and then does ask about it, and does not give it up",
    { ...command, status: "running", sentAt: accepted + 180 * minute, heardAt: accepted + 180 * minute },
    false,
    accepted + 191 * minute,
    "send",
  ],
  [
    "gives up what a host was at before it went silent",
    { ...command, status: "running", sentAt: accepted + 59 * minute, heardAt: accepted + 59 * minute },
    true,
    accepted + 60.1 * minute,
    "give_up",
  ],
  [
    "asks again about an unknown end only when the host is heard",
    { ...command, status: "unknown" },
    true,
    accepted + 20 * minute,
    "wait",
  ],
  ["and then does", { ...command, status: "unknown" }, false, accepted + 20 * minute, "send"],
  ["but not for ever", { ...command, status: "unknown" }, false, accepted + 8 * 24 * 60 * minute, "wait"],
] as const)("%s", (_title, state, silent, now, act) => {
  expect(nextAct(state, silent, now, usualTimings)).toBe(act);
});
