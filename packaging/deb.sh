#!/bin/sh
# Builds dist/bwdesk_VERSION_ARCH.deb on Debian 12 or later:   ./run sh packaging/deb.sh
# Needs from Debian: binutils and libpython3.11 (on Debian 13 libpython3.13). The program is frozen on the oldest system it shall run on.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd "$root"
version=$(python -c 'import bwdesk; print(bwdesk.__version__)')
arch=$(dpkg --print-architecture)
uv=$root/.venv-uv/bin/uv
stage=$root/build/deb

rm -rf build/freeze build/deb
"$uv" venv -q --clear --python "$root/.venv/bin/python" build/freeze
"$uv" pip sync -q --python build/freeze/bin/python --require-hashes requirements.lock
"$uv" pip install -q --python build/freeze/bin/python --require-hashes -r packaging/pyinstaller.lock.txt
build/freeze/bin/python -m PyInstaller --noconfirm --log-level WARN --distpath "$root/dist" --workpath "$root/build/pyinstaller" packaging/bwdesk.spec
find dist/bwdesk -name 'sqlcipher3*.so' -o -name '_sqlite3*.so' -path '*sqlcipher3*' | while read -r library; do strip --strip-unneeded "$library"; done

mkdir -p "$stage/DEBIAN" "$stage/opt" "$stage/usr/bin" "$stage/usr/share/applications" "$stage/usr/share/icons/hicolor/scalable/apps" "$stage/usr/share/doc/bwdesk" "$stage/usr/lib/systemd/system"
cp -a dist/bwdesk "$stage/opt/bwdesk"
ln -s /opt/bwdesk/bwdesk "$stage/usr/bin/bwdesk"
cp packaging/linux/bwdesk.desktop "$stage/usr/share/applications/"
cp resources/icons/bwdesk.svg "$stage/usr/share/icons/hicolor/scalable/apps/"
cp packaging/server/bwdesk-server.service "$stage/usr/lib/systemd/system/"
cp docs/decisions/001-packages.md "$stage/usr/share/doc/bwdesk/licences.md"
cat >"$stage/DEBIAN/control" <<END
Package: bwdesk
Version: $version
Architecture: $arch
Maintainer: BW Desk <bwdesk@example.org>
Section: misc
Priority: optional
Installed-Size: $(du -sk "$stage" | cut -f1)
Depends: libc6 (>= 2.34), libgl1, libegl1, libglib2.0-0, libdbus-1-3, libfontconfig1, libgssapi-krb5-2,
 libxkbcommon0, libxkbcommon-x11-0, libxcb-cursor0, libxcb-icccm4, libxcb-keysyms1, libxcb-image0, libxcb-render-util0,
 libxcb-shape0, libxcb-xkb1, libxcb-util1, libwayland-cursor0
Description: offline-first desk for factory engagement
 Factory lists, visits, self-diagnosis, assessments, improvement plans and their PDFs, on an encrypted file of one's own.
END
cp packaging/linux/postinst "$stage/DEBIAN/postinst"
chmod 755 "$stage/DEBIAN/postinst"
dpkg-deb --root-owner-group -Zxz --build "$stage" "dist/bwdesk_${version}_${arch}.deb"
