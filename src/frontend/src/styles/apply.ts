import base from './base.css?inline';

/** Puts the styles that every screen shares into the page, before the first screen is drawn. */
export function applyStyles(page: Document): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(base);
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
}
