import { localCommand } from "../kit/definition.ts";
import { words } from "./ack.words.ts";
import { acted, numberParameter } from "./parameters.ts";

/** /alert ack N: somebody looks after it. Nobody else is called for it, until it gets worse. */
export const ackAlert = localCommand({
  kind: "local",
  permission: "alert.ack",
  family: "alert",
  verb: "ack",
  summary: words.summary,
  parameters: [numberParameter],
  examples: ["/alert ack 12", "/alert ack #12"],
  answer: (values, context) => acted(values, context, (incidents, number, by) => incidents.acknowledge(number, by)),
});
