import { readConfig } from "../../bot/config.ts";
import { startBot } from "../../bot/start.ts";
import { readCalendar } from "./calendar.ts";

// The real bot, whose calendar a test turns by a file. What it signs and believes goes by the machine's clock.
const file = process.argv[2];
if (file === undefined) throw new Error("the calendar's file is missing");

const bot = await startBot(readConfig(), { clocks: { now: Date.now, calendar: () => readCalendar(file) } });
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
process.once("SIGTERM", () => void bot.stop().then(() => process.exit(0)));
