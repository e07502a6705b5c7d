/** Where the files of this distribution lie. A build writes the addresses of those that figures ask for into this script. */

/** The address of a file of this distribution, wherever it is served from. @param {string} path */
export const asset = (path) => new URL('../../' + path, import.meta.url);
