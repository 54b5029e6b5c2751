npx rollup --config
cp -r node_modules/sidestep-race/element/assets dist/sidestep
cp index.html dist/
