"""What a notebook needs of the site: the database, and the folder of data that is prepared for the approved analyses."""

import csv
import os
import re

_HOST = os.environ.get("DATABASE_HOST", "postgres")
_FOLDER = "/var/lib/distributed-analytics"


def _password():
    with open("/run/secrets/phederation_password", encoding="ascii") as file:
        return file.readline().rstrip("\r\n")


def connect():
    """A new connection to the site's database OHDSI, as the account phederation. Close it when it is no longer needed."""
    import psycopg2

    return psycopg2.connect(
        host=_HOST, port=5432, dbname="OHDSI", user="phederation", password=_password(), connect_timeout=10, application_name="notebook"
    )


def prepare(name, columns, rows):
    """Writes the data set NAME for the approved analyses, in one piece: a reader sees the old one or the new one."""
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,63}", name):
        raise ValueError("a data set's name has lower-case letters, digits, '_' and '-'")
    path = os.path.join(_FOLDER, name + ".csv")
    with open(path + ".partial", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
    os.replace(path + ".partial", path)
    os.chmod(path, 0o640)
