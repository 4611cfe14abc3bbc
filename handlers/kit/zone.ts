export { dayAfter, dayText, instantOf, isDay } from "../../protocol/zone.ts";
