/** Stands in for devalue, which decodes the data of pages, forms and remote functions: this site has none. */
function reject() {
  throw new Error('pages have no data');
}

export { reject as parse, reject as stringify, reject as stringifyAsync, reject as unflatten };
