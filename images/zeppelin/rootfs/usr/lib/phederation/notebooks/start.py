"""Starts the notebook server as the container's first process.

The password is read from its file, hashed, and forgotten: it is in no argument, environment variable or log. Terminals, extensions and
the check of new versions are off; whoever is not asked for a password sees the page that asks for it, and whether the server answers.
"""

import logging
import logging.handlers
import os
import re
import sys

SECRET = "/run/secrets/notebook_password"
NOTEBOOKS = "/var/lib/zeppelin/notebook"
LOGS = "/var/log/zeppelin"


def fail(code, message):
    print(f"start-notebooks: {message}", file=sys.stderr, flush=True)
    sys.exit(code)


def read_secret():
    try:
        with open(SECRET, "rb") as file:
            line = file.readline(4096)
    except FileNotFoundError:
        fail(64, f"the secret notebook_password is missing: mount a file that holds the password at {SECRET}")
    except OSError:
        fail(65, f"the secret file {SECRET} can't be read: make it a file that user 1000 may read")
    secret = line.rstrip(b"\r\n")
    if not secret:
        fail(66, f"the secret file {SECRET} is empty: its first line must hold the password")
    if len(secret) < 16 or not all(0x20 <= byte < 0x7F for byte in secret):
        fail(67, f"the password in {SECRET} must have 16 printable ASCII characters or more")
    return secret.decode("ascii")


def setting(name, default, pattern):
    value = os.environ.get(name, default)
    if not re.fullmatch(pattern, value):
        fail(66, f"the environment variable {name} is not of the form {pattern}")
    return value


def configuration(secret):
    from notebook.auth.security import passwd

    base = "/" + setting("BASE_URL", "/", r"/?([a-z0-9-]+/?){0,4}").strip("/")
    hosts = [host for host in setting("PUBLIC_HOSTS", "", r"[A-Za-z0-9.,:-]*").split(",") if host]
    idle = int(setting("KERNEL_IDLE_SECONDS", "3600", r"[0-9]{1,6}"))
    return {
        "NotebookApp": {
            "ip": "0.0.0.0",
            "port": 8080,
            "port_retries": 0,
            "open_browser": False,
            "base_url": base if base.endswith("/") else base + "/",
            "notebook_dir": NOTEBOOKS,
            # The password for people, the same as a token for programs (Authorization: token …).
            "password": passwd(secret),
            "token": secret,
            "password_required": True,
            "allow_password_change": False,
            "disable_check_xsrf": False,
            # Neither another site's page nor a name that another's DNS points here.
            "allow_origin": "",
            "allow_remote_access": False,
            "local_hostnames": ["localhost", "zeppelin", *hosts],
            "trust_xheaders": False,
            "terminals_enabled": False,
            "nbserver_extensions": {},
            "quit_button": False,
            "enable_mathjax": False,
            "max_body_size": 64 * 1024 * 1024,
            "tornado_settings": {
                "headers": {
                    "Content-Security-Policy": "frame-ancestors 'self'",
                    "X-Content-Type-Options": "nosniff",
                    "Referrer-Policy": "same-origin",
                },
                "cookie_options": {"samesite": "Strict", "httponly": True},
            },
        },
        "MappingKernelManager": {
            "default_kernel_name": "python3",
            "cull_idle_timeout": idle,
            "cull_interval": max(1, min(300, idle // 4)) if idle else 0,
            "cull_connected": False,
        },
        "KernelSpecManager": {"ensure_native_kernel": False, "allowed_kernelspecs": {"python3", "ir"}},
        # Notebooks are written beside and then renamed; what a notebook shows is its author's to trust.
        "FileContentsManager": {"delete_to_trash": False},
    }


def log_to_file():
    handler = logging.handlers.RotatingFileHandler(os.path.join(LOGS, "notebooks.log"), maxBytes=10_000_000, backupCount=3)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger("NotebookApp").addHandler(handler)


def main():
    os.umask(0o027)
    for folder in (NOTEBOOKS, LOGS):
        if not os.access(folder, os.W_OK):
            fail(68, f"{folder} can't be written by user 1000: mount a volume that belongs to it")
    secret = read_secret()
    from notebook.notebookapp import NotebookApp
    from traitlets.config import Config

    # Only these settings: no file of a volume or of a home adds to them.
    app = NotebookApp.instance(config=Config(configuration(secret)))
    app.load_config_file = lambda *_, **__: None
    log_to_file()
    app.initialize([])
    app.start()


if __name__ == "__main__":
    main()
