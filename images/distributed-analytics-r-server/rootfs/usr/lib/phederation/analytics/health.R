# The health check: asks the server of this container, and ends with 0 when it answers that it is up.
connection <- socketConnection("127.0.0.1", 8004L, open = "r+b", blocking = TRUE, timeout = 4L)
writeBin(charToRaw("GET /health HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n"), connection)
status <- readBin(connection, "raw", n = 12L)
quit(save = "no", status = if (grepl("^HTTP/1\\.[01] 200$", rawToChar(status))) 0L else 1L, runLast = FALSE)
