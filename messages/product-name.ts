/**
 * Never translated. It stands apart from the catalogue because it is needed before the window is
 * there, and loading the catalogue would keep the window waiting.
 */
export const productName = 'Lanyard';
