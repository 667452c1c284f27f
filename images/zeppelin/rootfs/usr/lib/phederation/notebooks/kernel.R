# Starts the R kernel without R's front end, which is a shell script. utils asks for `uname` when it is loaded: programs are taken out before.
for (expression in parse("/usr/lib/phederation/notebooks/no-programs.R", keep.source = FALSE)) eval(expression)
for (package in c("datasets", "utils", "grDevices", "graphics", "stats", "methods")) {
    suppressWarnings(library(package, character.only = TRUE))
}
# There is no display: plots are SVG.
options(jupyter.plot_mimetypes = "image/svg+xml", device = function(...) grDevices::svg(tempfile(fileext = ".svg"), ...))

attach(list(
    # A new connection to the site's database OHDSI, as the account phederation. End it with DBI::dbDisconnect.
    connect = function() {
        password <- sub("\r$", "", readLines("/run/secrets/phederation_password", n = 1L, warn = FALSE))
        DBI::dbConnect(
            RPostgreSQL::PostgreSQL(), host = Sys.getenv("DATABASE_HOST", "postgres"), port = 5432L, dbname = "OHDSI",
            user = "phederation", password = password
        )
    },
    # Writes the data set NAME for the approved analyses, in one piece.
    prepare = function(name, data) {
        if (!grepl("^[a-z][a-z0-9_-]{0,63}$", name)) stop("a data set's name has lower-case letters, digits, '_' and '-'")
        path <- file.path("/var/lib/distributed-analytics", paste0(name, ".csv"))
        partial <- paste0(path, ".partial")
        utils::write.csv(data, partial, row.names = FALSE, na = "")
        Sys.chmod(partial, "0640")
        invisible(file.rename(partial, path))
    }
), name = "phederation")
IRkernel::main()
