#!/bin/sh
# 安装到当前用户的主目录，不需要管理员权限：解压后运行 ./install.sh；卸载：./install.sh --remove
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target="${XDG_DATA_HOME:-$HOME/.local/share}/dangjian-desktop/program"
menu="${XDG_DATA_HOME:-$HOME/.local/share}/applications/dangjian-desktop.desktop"

if [ "${1:-}" = "--remove" ]; then
    rm -rf "$target" "$menu"
    echo "已卸载程序；支部的数据没有动。"
    exit 0
fi

if [ -e "$target.new" ]; then rm -rf "$target.new"; fi
mkdir -p "$(dirname "$target")" "$(dirname "$menu")"
cp -R "$here/dangjian-desktop" "$target.new"
"$target.new/dangjian" self-test
rm -rf "$target"
mv "$target.new" "$target"
sed "s|@FOLDER@|$target|g" "$here/dangjian-desktop.desktop" > "$menu"
echo "已安装，可以在开始菜单里找到“支部工作台”。"
