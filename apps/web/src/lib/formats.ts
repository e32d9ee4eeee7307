const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Languages whose conventions the reader knows, which may differ from the language of the page. */
export function formatLanguages(languages: readonly string[] = navigator.languages): string[] {
  return languages.filter(isSupported);
}

/** Browsers also report the locale of the operating system, such as "en-US@posix". */
function isSupported(language: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language).length > 0;
  } catch {
    return false;
  }
}

export function formatNumber(value: number): string {
  return isolate(new Intl.NumberFormat(formatLanguages()).format(value));
}

/** Isolates text of the other direction, which would reorder the sentence around it. */
export function isolate(text: string, direction: string = document.documentElement.dir): string {
  return RIGHT_TO_LEFT.test(text) === (direction === 'rtl') ? text : `\u2068${text}\u2069`;
}
