#!/bin/sh
# Packs build/dist/dangjian-desktop (made by `python3 dev.py build`) into a tar.xz with an installer for one user.
# It runs on systems whose glibc is at least as new as the build machine's: build on the oldest system to be served.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/pyproject.toml")
name="zhibu-gongzuotai-$version-linux-$(uname -m)"
out="$root/build/dist"
[ -x "$out/dangjian-desktop/dangjian" ] || { echo "请先运行 python3 dev.py build" >&2; exit 1; }
rm -rf "$out/$name"
mkdir "$out/$name"
cp -R "$out/dangjian-desktop" "$root/installer/linux/dangjian-desktop.desktop" "$root/installer/linux/install.sh" "$out/$name/"
tar -C "$out" --owner=0 --group=0 --sort=name -cJf "$out/$name.tar.xz" "$name"
rm -rf "$out/$name"
echo "$out/$name.tar.xz"
