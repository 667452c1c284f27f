# What a running analysis reads with, inside its own process: prepared CSV files and the database. Each reading stops at the row limit.
# No RDS and no RData: to load them is to run what they say.

limit_error <- function(kind) {
    stop(structure(class = c("run_limit", "error", "condition"), list(message = kind, call = NULL, kind = kind)))
}

reader_of <- function(settings, rows) {
    read <- list()

    # The named columns of a prepared file NAME.csv.
    read$prepared <- function(name, columns) {
        file <- file.path(settings$data_folder, paste0(name, ".csv"))
        size <- file.size(file)
        if (is.na(size) || !utils::file_test("-f", file)) limit_error("data-missing")
        if (size > settings$file_bytes) limit_error("row-limit")
        header <- utils::read.csv(file, nrows = 1L, check.names = FALSE, colClasses = "character")
        if (!all(columns %in% names(header))) limit_error("column-missing")
        classes <- stats::setNames(ifelse(names(header) %in% columns, NA_character_, "NULL"), names(header))
        data <- utils::read.csv(file, nrows = rows + 1L, check.names = FALSE, colClasses = classes, na.strings = c("", "NA"))
        if (nrow(data) > rows) limit_error("row-limit")
        data[columns]
    }

    # One SELECT over the CDM. $1, $2 … stand for the parameters, which never become part of the text.
    read$query <- function(sql, parameters = list()) {
        password <- sub("\r$", "", readLines("/run/secrets/phederation_password", n = 1L, warn = FALSE))
        connection <- tryCatch(
            DBI::dbConnect(
                RPostgreSQL::PostgreSQL(), host = settings$database_host, port = 5432L, dbname = "OHDSI", user = "phederation",
                password = password, options = sprintf(
                    "-c default_transaction_read_only=on -c statement_timeout=%ds -c lock_timeout=5s", settings$seconds
                )
            ),
            error = function(e) limit_error("database-unreachable")
        )
        on.exit(DBI::dbDisconnect(connection))
        result <- if (length(parameters)) {
            RPostgreSQL::postgresqlExecStatement(connection, sql, parameters)
        } else {
            DBI::dbSendQuery(connection, sql)
        }
        names <- DBI::dbColumnInfo(result)$name
        data <- DBI::fetch(result, n = rows + 1L)
        DBI::dbClearResult(result)
        # The driver forgets the columns of a result without rows.
        if (!nrow(data)) return(as.data.frame(stats::setNames(rep(list(numeric()), length(names)), names)))
        if (nrow(data) > rows) limit_error("row-limit")
        data
    }
    read
}
