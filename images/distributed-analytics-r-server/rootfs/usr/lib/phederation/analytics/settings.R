# The limits of the service. An environment variable may tighten or widen some of them within bounds; a value out of bounds ends the start.

start_error <- function(status, message) {
    stop(structure(class = c("start_error", "error", "condition"), list(message = message, call = NULL, status = status)))
}

number_of <- function(name, default, least, most) {
    text <- Sys.getenv(name, "")
    if (!nzchar(text)) return(default)
    value <- if (grepl("^[0-9]{1,9}$", text)) as.integer(text) else NA_integer_
    if (is.na(value) || value < least || value > most) {
        start_error(66L, sprintf("%s must be a whole number between %d and %d", name, least, most))
    }
    value
}

read_settings <- function() list(
    port = 8004L,
    # The smallest number of people that a published count may stand for.
    smallest_cell = number_of("SMALLEST_CELL", 10L, 5L, 1000L),
    # Bounds over all analyses; an analysis' own limits can only be lower.
    seconds = number_of("RUN_SECONDS", 120L, 1L, 3600L),
    rows = number_of("RUN_ROWS", 1000000L, 100L, 20000000L),
    # MiB of R vectors that a run may hold beyond what the server itself holds.
    memory = number_of("RUN_MEMORY_MIB", 256L, 16L, 65536L),
    runs = number_of("RUNS_AT_ONCE", 2L, 1L, 16L),
    file_bytes = 256 * 2^20,
    body_bytes = 65536L,
    result_bytes = 2^20,
    database_host = Sys.getenv("DATABASE_HOST", "postgres"),
    # Ed25519, 64 hex digits. Without it no analysis of the site's volume is approved.
    approval_key = Sys.getenv("ANALYSES_PUBLIC_KEY", ""),
    data_folder = "/var/lib/distributed-analytics",
    shipped_folder = "/usr/lib/phederation/analytics/analyses",
    site_folder = "/var/lib/analyses"
)

# The first line of a secret's file; editors leave line ends behind it.
read_secret <- function(name) {
    file <- file.path("/run/secrets", name)
    if (!file.exists(file)) {
        start_error(64L, sprintf("the secret %s is missing: mount a file that holds it at %s", name, file))
    }
    line <- tryCatch(readLines(file, n = 1L, warn = FALSE), error = function(e) character())
    if (length(line) != 1L) start_error(65L, sprintf("the secret file %s can't be read or is empty", file))
    secret <- sub("\r$", "", line)
    if (nchar(secret) < 16L || !grepl("^[\x21-\x7e]+$", secret, perl = TRUE)) {
        start_error(67L, sprintf("the secret in %s must have 16 printable ASCII characters or more, without spaces", file))
    }
    secret
}
