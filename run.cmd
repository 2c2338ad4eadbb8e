@echo off
rem Sets up whatever is missing, then opens BW Desk:  run.cmd          Everything it can do:  run.cmd help
rem NOT TRIED on Windows yet: written beside ./run, step for step, without the system packages.
setlocal
set "HERE=%~dp0"
set "VENV=%HERE%.venv"
set "TOOLS=%HERE%.venv-uv"
set "PY=%VENV%\Scripts\python.exe"
set PYTHONHOME=
set PYTHONPATH=
set PYTHONDONTWRITEBYTECODE=
set PYTHONNOUSERSITE=1

if /i "%~1"=="help" goto help

rem Set up again when the lock files or this file changed since the last set-up came to its end.
set "FRESH=%TEMP%\bwdesk-%RANDOM%.txt"
type "%HERE%requirements.lock" "%HERE%packaging\uv.lock.txt" "%HERE%run.cmd" > "%FRESH%" 2>nul
if exist "%VENV%\set-up.txt" fc /b "%FRESH%" "%VENV%\set-up.txt" >nul 2>nul && goto ready

where py >nul 2>nul || (echo BW Desk needs Python 3.11 to 3.14 with its py launcher. Please install it and start run.cmd again. & exit /b 1)
py -3 -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" || (echo BW Desk needs Python 3.11 to 3.14. & exit /b 1)
echo Setting up BW Desk in %HERE% (once; a minute or two)
if exist "%VENV%\set-up.txt" del "%VENV%\set-up.txt"
py -3 -m venv --clear "%TOOLS%" || goto failed
"%TOOLS%\Scripts\python.exe" -m pip install -q --disable-pip-version-check --require-hashes -r "%HERE%packaging\uv.lock.txt" || goto failed
py -3 -m venv --clear --without-pip "%VENV%" || goto failed
"%TOOLS%\Scripts\uv.exe" pip sync -q --python "%PY%" --require-hashes --compile-bytecode "%HERE%requirements.lock" || goto failed
"%PY%" -c "import pathlib, sys, sysconfig; pathlib.Path(sysconfig.get_path('purelib'), 'bwdesk_checkout.pth').write_text(sys.argv[1])" "%HERE%." || goto failed
> "%VENV%\Scripts\bwdesk.cmd" echo @"%%~dp0python.exe" -m bwdesk %%*
copy /y "%FRESH%" "%VENV%\set-up.txt" >nul
echo Ready.

:ready
del "%FRESH%" >nul 2>nul
set "VIRTUAL_ENV=%VENV%"
set "PATH=%VENV%\Scripts;%PATH%"
if "%~1"=="" goto desk
if /i "%~1"=="test" goto test
if /i "%~1"=="torture" (cd /d "%HERE%" & "%PY%" -m pytest tests/torture -q & exit /b)
if /i "%~1"=="bench" (cd /d "%HERE%" & "%PY%" -m tests.bench & exit /b)
if /i "%~1"=="screens" (cd /d "%HERE%" & "%PY%" -m bwdesk demo --out out\screens-demo --looks all & exit /b)
if /i "%~1"=="papers" (cd /d "%HERE%" & "%PY%" -m bwdesk papers --out out\papers & exit /b)
call %*
exit /b %ERRORLEVEL%

:desk
"%PY%" -m bwdesk desk
exit /b %ERRORLEVEL%

:test
cd /d "%HERE%"
set FAILED=0
ruff format --check -q . || set FAILED=1
ruff check -q . || set FAILED=1
mypy || set FAILED=1
lint-imports || set FAILED=1
"%PY%" -m pytest tests -n auto --maxprocesses 4 --dist loadfile || set FAILED=1
exit /b %FAILED%

:failed
echo The set-up failed. Nothing was lost. Check the internet connection and start run.cmd again.
exit /b 1

:help
echo run.cmd              set up what is missing and open the desk
echo run.cmd test         formatting, lint, types, import walls, all tests
echo run.cmd torture      the long fault runs
echo run.cmd bench        the benchmarks, as ratios
echo run.cmd screens      a picture of every screen, into out\screens-demo
echo run.cmd papers       every report as PDF and pictures, into out\papers
echo run.cmd bwdesk ARG   the command line (run.cmd bwdesk --help)
echo run.cmd CMD ARG      any command in the same environment
exit /b 0
