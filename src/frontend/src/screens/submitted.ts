/** What somebody typed into a field of a form. Takes the event, so that the browser does not load another page. */
export function submitted(event: SubmitEvent, name: string): string {
  event.preventDefault();
  const value = new FormData(event.currentTarget as HTMLFormElement).get(name);
  return typeof value === 'string' ? value : '';
}
