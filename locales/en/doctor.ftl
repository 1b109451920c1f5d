doctor-mend = { $count ->
    [one] one thing must be mended
   *[other] { $count } things must be mended
 }
doctor-config = Configuration: { $file }; set are { $settings }
doctor-config-empty = Configuration: { $file }, which sets nothing
doctor-config-environment = Configuration: no file; the environment sets { $settings }
doctor-config-none = Configuration: no file, the defaults
doctor-database = Database: { $file }, schema step { $step }, { $size }, sound
doctor-damaged = Database: { $file } is damaged: { $why }
doctor-damaged-remedy = Stop Gendan, keep this file, and restore the newest backup.
doctor-clock = Clock: the system's and the database's agree
doctor-clock-apart = Clock: the system's and the database's are { $seconds } s apart
doctor-clock-back = Clock: it is { $seconds } s behind the newest message
doctor-clock-remedy = Set the clocks right, best with NTP (timedatectl set-ntp true).
doctor-zones = Time zones: rules of { $version }
doctor-zones-old = Time zones: the rules are those of { $version }
doctor-zones-remedy = Use a newer version of Gendan.
doctor-work = Work: nothing waits for long
doctor-unanswered = Work: a message has waited for { $minutes } minutes
doctor-unsent = Work: replies on { $source } wait in { $chats } chats, one of them for { $minutes } minutes
doctor-late-remedy = Is `gendan serve` running? Its log says what is in the way.
doctor-aside = Put aside: { $parked } messages that failed, { $dead } replies and { $failed } jobs that were given up
doctor-aside-remedy = `gendan outbox list` and `gendan jobs` show replies and jobs; the reason of a message is in the log.
doctor-private = Permissions: nobody else may read the database or a token
doctor-open = Permissions: others may read { $file } ({ $mode })
doctor-open-remedy = chmod 600 { $file }
doctor-disk = Disk: { $free } free in { $folder }
doctor-disk-remedy = Free space, or move the folder to a larger disk.
doctor-platform = { $platform }: a token is set
doctor-no-platform = { $platform }: no token is set; only the terminal can talk
doctor-platform-remedy = Set { $setting }; config.example.toml says how.
doctor-closed = { $chats } chats take no messages (blocked, removed or deleted); what is for them waits
doctor-closed-remedy = `gendan outbox list` shows them; what waits goes out when somebody writes there again.
