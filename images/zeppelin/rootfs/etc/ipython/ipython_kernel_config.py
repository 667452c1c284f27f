# A kernel keeps no history: what was typed may quote data, and the notebook is the record of the work.
c = get_config()  # noqa: F821
c.HistoryManager.enabled = False
c.InteractiveShellApp.exec_lines = ["from phederation import connect, prepare"]
