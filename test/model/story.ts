/** The phone number that goes with the n-th order of a story. */
export const phoneOf = (number: number): string => `+1555${String(number).padStart(6, "0")}`;

/** The n-th poisonous message of a story. */
export const poisonOf = (number: number): string => `poison ${number}`;
