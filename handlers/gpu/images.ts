import { refuse } from "../../protocol/refusal.ts";
import type { GpuImage } from "../../protocol/slurm.ts";
import { localCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import type { Context } from "../kit/ports.ts";
import { ageText } from "../kit/text.ts";
import { dayText } from "../kit/zone.ts";
import { imagesKnown } from "./host.ts";
import { words } from "./images.words.ts";

/** /gpu images: what jobs can run in, from the inventory. */
export const images = localCommand({
  kind: "local",
  permission: "gpu.images",
  family: "gpu",
  verb: "images",
  summary: words.summary,
  parameters: [],
  examples: ["/gpu images", "/gpu images --help"],
  answer: async (_values, context) => {
    const views = context.directory.hosts().filter(({ inventory }) => inventory.slurm !== undefined);
    if (views.length === 0) return { refusal: refuse("gpu.nowhere") };
    const { language } = context;
    const all = imagesKnown(context);
    // What was tested last is the likeliest to work.
    const [first] = all.toSorted((a, b) => (b.testedAt ?? 0) - (a.testedAt ?? 0));
    const line = first === undefined ? undefined : formatLine(["gpu", "job", "train.py"], { image: first.name });
    const heardAt = Math.min(...views.map((view) => view.heardAt));
    return {
      reply: {
        tone: "information",
        title: all.length === 0 ? words.none[language] : words.title[language],
        text: [...(first === undefined ? [] : [words.next[language]]), words.own[language]],
        list: all.map((image) => row(image, context)),
        ...(line === undefined ? {} : { code: line }),
        buttons: all.slice(0, 5).map(({ name }) => ({
          label: words.check[language](name),
          line: formatLine(["gpu", "check", name]),
        })),
        privacy: "private",
        footer: words.age[language](ageText(context.now() - heardAt, language)),
      },
      output: { images: all, heardAt },
    };
  },
});

const row = ({ name, title, framework, cuda, testedAt }: GpuImage, { language, timeZone }: Context) => ({
  title: name,
  cells: [
    title[language],
    ...(framework === null ? [] : [framework]),
    ...(cuda === null ? [] : [words.cuda[language](cuda)]),
    testedAt === null ? words.untested[language] : words.tested[language](dayText(testedAt, timeZone)),
  ],
});
