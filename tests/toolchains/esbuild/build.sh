npx esbuild main.js --bundle --minify --splitting --format=esm --outdir=dist
cp -r node_modules/sidestep-race/element/assets dist/sidestep
cp index.html dist/
