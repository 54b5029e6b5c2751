#!/usr/bin/env bash
# Unpacks an Emscripten into the folder $1 from Debian's packages, without touching the system.
#
# Debian 12's own Emscripten (3.1.6) is too old. Debian 13's 3.1.69 is built for LLVM 19, which Debian 12 has too, so the two fit
# together; its binaryen alone wants a newer libc, which is unpacked beside it. The packages carry prebuilt system libraries.
# Wants: clang-19 lld-19 llvm-19 python3 xz-utils (tools/setup/emscripten.mjs installs them), node.
set -euo pipefail

suite=trixie llvm=19
home=${1:?usage: emscripten.sh FOLDER}
case $(dpkg --print-architecture) in
  amd64) triple=x86_64-linux-gnu loader=ld-linux-x86-64.so.2 ;;
  arm64) triple=aarch64-linux-gnu loader=ld-linux-aarch64.so.1 ;;
  *) echo "no Emscripten packages for the architecture $(dpkg --print-architecture)" >&2; exit 1 ;;
esac

# Two clones may start at once: the second waits for the first and finds it ready.
mkdir -p "$(dirname "$home")"
exec 9> "$home.lock"
flock 9
if [ -e "$home/ready" ]; then exit 0; fi

rm -rf "$home"
mkdir -p "$home"/{apt/lists/partial,apt/archives/partial,deb,root,libc,binaryen/bin}
home=$(cd "$home" && pwd)
root=$home/root emscripten=$home/root/usr/share/emscripten

download() { # into $home/deb, by an apt of our own that knows only $suite
  local mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(LABEL)' 'Created-By: Packages' |
    awk '$2 == "Debian" && $3 == "Debian" { print $1; exit }')}
  [ -n "$mirror" ] || { echo "apt knows no Debian mirror: run apt-get update, or set DEBIAN_MIRROR" >&2; exit 1; }
  local keys=/usr/share/keyrings/debian-archive-keyring.gpg apt=$home/apt
  : > "$apt/status"
  echo "deb [signed-by=$keys] $mirror $suite main" > "$apt/sources.list"
  cat > "$apt/apt.conf" <<CONF
Dir::Etc::sourcelist "$apt/sources.list"; Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null"; Dir::Etc::preferencesparts "/dev/null";
Dir::State "$apt"; Dir::State::lists "$apt/lists"; Dir::State::status "$apt/status";
Dir::Cache "$apt"; Dir::Cache::archives "$apt/archives";
APT::Architecture "$(dpkg --print-architecture)"; APT::Architectures "$(dpkg --print-architecture)";
APT::Sandbox::User ""; Acquire::Languages "none"; APT::Update::Post-Invoke ""; APT::Update::Post-Invoke-Success "";
CONF
  export APT_CONFIG=$apt/apt.conf
  apt-get update -qq
  (cd "$home/deb" && apt-get download -qq emscripten binaryen node-acorn libc6 libstdc++6 libgcc-s1)
  unset APT_CONFIG
}

unpack() { # package, folder, further arguments to tar
  local package=$1 folder=$2; shift 2
  dpkg-deb --fsys-tarfile "$home/deb/$package"_*.deb | tar -x -C "$folder" "$@"
}

echo "downloading Emscripten (about 250 MB)"
download

echo "unpacking"
share=./usr/share/emscripten libraries=./usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten
unpack emscripten "$root" \
  --exclude="$share/test" --exclude="$share/docs" --exclude=./usr/share/doc --exclude=./usr/share/man --exclude="$share/ChangeLog.*" \
  --exclude="$libraries/pic" --exclude="$libraries/lto-pic" --exclude='*asan*.a' --exclude='*lsan*.a' --exclude='*ubsan*.a' \
  --exclude='*sanitizer*.a' --exclude='*-ww*.a' --exclude='*wasmfs*.a' --exclude='libGL-*emu*.a' --exclude='libGL-*ofb*.a'
unpack binaryen "$root" --wildcards './usr/bin/wasm*' './usr/lib/*'
unpack node-acorn "$root" ./usr/share/nodejs
for package in libc6 libstdc++6 libgcc-s1; do unpack "$package" "$home/libc" --exclude='*/gconv' --wildcards './usr/lib/*'; done

# Node from elsewhere than Debian does not search /usr/share/nodejs.
mkdir -p "$emscripten/node_modules"
for module in acorn acorn-import-phases; do
  if [ -d "$root/usr/share/nodejs/$module" ]; then cp -r "$root/usr/share/nodejs/$module" "$emscripten/node_modules/"; fi
done

for tool in "$root"/usr/bin/wasm*; do
  wrapper=$home/binaryen/bin/$(basename "$tool")
  printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' \
    "$home/libc/usr/lib/$triple/$loader" "$home/libc/usr/lib/$triple:$root/usr/lib/$triple" "$tool" > "$wrapper"
  chmod +x "$wrapper"
done

# Read when EM_CONFIG is unset. A frozen cache: nothing rebuilds or erases the prebuilt libraries.
cat > "$emscripten/.emscripten" <<CONF
LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '$llvm'
CLANG_ADD_VERSION = '$llvm'
BINARYEN_ROOT = '$home/binaryen'
NODE_JS = 'node'
FROZEN_CACHE = True
CONF
# Emscripten's own scripts are CommonJS, whatever a package.json above them says.
echo '{ "type": "commonjs", "private": true }' > "$home/package.json"

echo "trying it"
test=$home/try; mkdir -p "$test"
cat > "$test/try.cpp" <<'CPP'
#include <emscripten/bind.h>
#include <wasm_simd128.h>
#include <vector>
float twice(float x) { std::vector<float> v(4, x); v128_t a = wasm_v128_load(v.data()); wasm_v128_store(v.data(), wasm_f32x4_add(a, a)); return v[3]; }
EMSCRIPTEN_BINDINGS(test) { emscripten::function("twice", &twice); }
CPP
env -u EM_CONFIG "$emscripten/em++" "$test/try.cpp" -O3 -msimd128 -lembind -sMODULARIZE -sEXPORT_ES6 -o "$test/try.mjs"
node -e 'import(process.argv[1]).then((m) => m.default()).then((m) => process.exit(m.twice(3) === 6 ? 0 : 1))' "$test/try.mjs"
rm -rf "$test" "$home/deb" "$home/apt"
touch "$home/ready"
