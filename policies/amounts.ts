/** Larger than anything real, and small enough that no sum or product of the policies overflows 64 bits. */
const countless = 2 ** 40;

/** A cost as a whole number, rounded up. What cannot be counted counts as more than anyone may have. */
export const cost = (value: number): number => (value >= 0 ? Math.min(Math.ceil(value), countless) : countless);

/** A stock as a whole number, rounded down. What cannot be counted counts as nothing. */
export const stock = (value: number): number => (value > 0 ? Math.min(Math.floor(value), countless) : 0);

/** A number of somebody's choice as a whole one within what the policies can count, rounded towards nothing. */
export const whole = (value: number): number => Math.max(-countless, Math.min(countless, Math.trunc(value)));
