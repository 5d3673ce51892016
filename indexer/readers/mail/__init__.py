"""What does a letter say, who wrote it and when?

message    an e-mail: a file of its own (`messages`), one of a mailbox (`mailboxes`), or one of Outlook (`outlook`)
part       a text, picture or file within a message; texts are read (`parts`), attachments are named
snapshot   a web page that a browser saved in the form of a message (`snapshots`)
"""
