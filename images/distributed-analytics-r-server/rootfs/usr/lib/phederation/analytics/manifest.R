# Which analyses are approved. A folder's approved.json names each script with its SHA-256; the shipped folder is part of the signed image,
# the site's folder counts only when approved.json.sig is an Ed25519 signature of exactly its bytes by the key that the site was given.
# Scripts are read once, hashed and parsed from the same bytes: what is run later is what was hashed.

kinds <- c("counts", "proportions", "coefficients", "survival")
name_pattern <- "^[a-z][a-z0-9-]{0,63}$"

read_bytes <- function(file, limit = 2^20) {
    size <- file.size(file)
    if (is.na(size) || size > limit) return(NULL)
    readBin(file, "raw", n = size)
}

load_analyses <- function(settings) {
    shipped <- load_folder(settings$shipped_folder, "shipped")
    if (!length(shipped)) start_error(70L, "the image's own analyses are damaged: pull the image again")
    if (!file.exists(file.path(settings$site_folder, "approved.json"))) return(shipped)
    refusal <- signature_fault(settings)
    if (!is.null(refusal)) {
        write_log("error", "the site's analyses are not approved", reason = refusal)
        return(shipped)
    }
    site <- load_folder(settings$site_folder, "site")
    taken <- intersect(names(site), names(shipped))
    if (length(taken)) write_log("error", "an analysis of the site has the name of a shipped one and is left out", analyses = taken)
    c(shipped, site[setdiff(names(site), taken)])
}

signature_fault <- function(settings) {
    if (!grepl("^[0-9a-fA-F]{64}$", settings$approval_key)) return("ANALYSES_PUBLIC_KEY holds no key of 64 hex digits")
    signature <- read_bytes(file.path(settings$site_folder, "approved.json.sig"), 64L)
    if (length(signature) != 64L) return("approved.json.sig is no file of 64 bytes")
    manifest <- read_bytes(file.path(settings$site_folder, "approved.json"))
    if (is.null(manifest)) return("approved.json can't be read or is too large")
    valid <- tryCatch(
        isTRUE(sodium::sig_verify(manifest, signature, sodium::hex2bin(settings$approval_key))),
        error = function(e) FALSE
    )
    if (valid) NULL else "approved.json.sig does not sign approved.json"
}

load_folder <- function(folder, origin) {
    manifest <- tryCatch(
        jsonlite::fromJSON(rawToChar(read_bytes(file.path(folder, "approved.json"))), simplifyVector = FALSE),
        error = function(e) NULL
    )
    if (!is.list(manifest) || !identical(manifest$format, 1L)) {
        write_log("error", "a list of analyses is not of format 1", origin = origin)
        return(list())
    }
    analyses <- list()
    for (entry in manifest$analyses) {
        fault <- entry_fault(entry, folder)
        if (is.null(fault)) {
            script <- read_bytes(file.path(folder, entry$file))
            code <- tryCatch(parse(text = rawToChar(script), keep.source = FALSE, encoding = "UTF-8"), error = function(e) NULL)
            entry$origin <- origin
            entry$code <- code
            if (is.null(code)) fault <- "the script is not R" else analyses[[entry$name]] <- entry
        }
        if (!is.null(fault)) {
            # The name is checked too: what is not even a name is not logged.
            name <- if (is.character(entry$name) && grepl(name_pattern, entry$name)) entry$name else NULL
            write_log("error", "an analysis is not approved", analysis = name, origin = origin, reason = fault)
        }
    }
    analyses
}

entry_fault <- function(entry, folder) {
    is_text <- function(x) is.character(x) && length(x) == 1L
    if (!is.list(entry) || !is_text(entry$name) || !grepl(name_pattern, entry$name)) return("it has no proper name")
    if (!is_text(entry$file) || !grepl("^[a-z][a-z0-9-]{0,63}\\.R$", entry$file)) return("its file has no proper name")
    if (!is_text(entry$sha256) || !grepl("^[0-9a-f]{64}$", entry$sha256)) return("it has no SHA-256")
    if (!is.list(entry$result) || !isTRUE(entry$result$kind %in% kinds)) return("its kind of result is unknown")
    script <- read_bytes(file.path(folder, entry$file))
    if (is.null(script)) return("its script is absent or too large")
    if (!identical(paste(as.character(sodium::sha256(script)), collapse = ""), entry$sha256)) {
        return("its script is not the approved one: the SHA-256 differs")
    }
    NULL
}
