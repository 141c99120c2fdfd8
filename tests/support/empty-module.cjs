/** Stands for native modules that are not needed in memory. */
module.exports = {};
