// npm run bench [-- SUITE] [--quick]: one JSON object a line on standard output, nothing else there.
console.error('No benchmark suite exists yet.');
