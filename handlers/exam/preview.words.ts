export const words = {
  summary: { ja: "試験モードにすると誰に影響するかを確かめます", en: "See whom an exam would touch" },
  working: { ja: "受講者の確認", en: "Looking up who is in the course" },
  question: {
    ja: (course: string, count: number) => `${course} の${count}人を試験モードにしますか?`,
    en: (course: string, count: number) =>
      `Begin an exam for ${count} ${count === 1 ? "person" : "people"} in ${course}?`,
  },
  running: {
    ja: (count: number) => `動いているVM ${count}台`,
    en: (count: number) => (count === 1 ? "1 VM runs" : `${count} VMs run`),
  },
  nothing: { ja: "動いているVMなし", en: "no VM runs" },
  jobs: {
    ja: (count: number) => `実行中のジョブ ${count}件`,
    en: (count: number) => (count === 1 ? "1 job under way" : `${count} jobs under way`),
  },
  total: {
    ja: (guests: number, jobs: number) => `合わせて、動いているVMが${guests}台、実行中のジョブが${jobs}件あります。`,
    en: (guests: number, jobs: number) => `In all, ${guests} of their VMs run and ${jobs} of their jobs are under way.`,
  },
  untouched: {
    ja: (who: string) => `グループにいますが影響を受けません(学生ではありません): ${who}`,
    en: (who: string) => `In the group, and not touched, being no students: ${who}.`,
  },
  more: {
    ja: (count: number) => `ほか${count}人は添付のファイルにあります。`,
    en: (count: number) => `${count} more are in the attached file.`,
  },
  file: "exam.txt",
  start: { ja: "試験モードにする", en: "Begin the exam" },
} as const;
