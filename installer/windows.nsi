; The Windows installer: one user, no administrator, no reboot.
;
; On the release PC (Windows 10 or later, 64 bit, Python from python.org, NSIS 3):
;     py -3.12 dev.py build
;     makensis -INPUTCHARSET UTF8 -DVERSION=0.1.0 installer\windows.nsi
; The result is build\dist\zhibu-gongzuotai-0.1.0-setup.exe. It compiles on Linux as well (Debian's package nsis), over
; a folder that was built on Windows: makensis -INPUTCHARSET UTF8 -DVERSION=0.1.0 installer/windows.nsi

Unicode true
!ifndef VERSION
  !error "Say the version: makensis -DVERSION=0.1.0 installer\windows.nsi"
!endif
!ifndef FOLDER
  !define FOLDER "..\build\dist\dangjian-desktop"
!endif
!ifndef OUT
  !define OUT "..\build\dist\zhibu-gongzuotai-${VERSION}-setup.exe"
!endif
!define NAME "支部工作台"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\dangjian-desktop"

!include "MUI2.nsh"
!include "x64.nsh"

Name "${NAME}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\dangjian-desktop"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
SetCompressor /SOLID lzma
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "支部工作台 contributors"

!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "安装不需要管理员权限，只装给当前用户，不联网。$\r$\n$\r$\n支部的数据放在另外的文件夹里，升级和卸载都不会动它。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\dangjian-desktop.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${NAME}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "本程序需要 64 位的 Windows 10 或更高版本。"
    Abort
  ${EndIf}
FunctionEnd

; A running program holds its files open. Say so, and never kill it: it may hold an unsaved sentence.
!macro RefuseWhileRunning un
Function ${un}RefuseWhileRunning
  again:
  IfFileExists "$INSTDIR\dangjian-desktop.exe" 0 free
  ClearErrors
  FileOpen $0 "$INSTDIR\dangjian-desktop.exe" a
  IfErrors 0 close
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME}正在运行，请先关闭它的窗口，再点“重试”。" IDRETRY again
  Abort
  close:
  FileClose $0
  free:
FunctionEnd
!macroend
!insertmacro RefuseWhileRunning ""
!insertmacro RefuseWhileRunning "un."

Section
  Call RefuseWhileRunning
  SetOutPath "$INSTDIR"
  ; Libraries of an older version must not stay beside the new ones.
  RMDir /r "$INSTDIR\_internal"
  File /r "${FOLDER}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\dangjian-desktop.exe"
  CreateShortCut "$DESKTOP\${NAME}.lnk" "$INSTDIR\dangjian-desktop.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\dangjian-desktop.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  WriteRegStr HKCU "Software\Classes\.djb" "" "dangjian.bundle"
  WriteRegStr HKCU "Software\Classes\dangjian.bundle" "" "支部工作台同步包"
  WriteRegStr HKCU "Software\Classes\dangjian.bundle\shell\open\command" "" '"$INSTDIR\dangjian-desktop.exe" "%1"'
SectionEnd

Section "Uninstall"
  Call un.RefuseWhileRunning
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\dangjian-desktop.exe"
  Delete "$INSTDIR\dangjian.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey HKCU "${KEY}"
  DeleteRegKey HKCU "Software\Classes\.djb"
  DeleteRegKey HKCU "Software\Classes\dangjian.bundle"
SectionEnd
