// Typings only: see the file of the same name beside it.
