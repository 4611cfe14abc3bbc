import { nobody } from "../../protocol/messages.ts";

/** Debian's policy (9.2.2): accounts below are the system's. */
const firstPersonUid = 1_000;

/** Whether a uid is no person's: root's and the system's, and `nobody`, in whose name strangers ask. */
export const isSystemUid = (uid: number): boolean => uid < firstPersonUid || uid === nobody.uid;
