/** The years whose SEN2 return is written: the first was compulsory in 2023. */
export const SEN2_YEARS = [2023, 2024, 2025, 2026] as const
