// The compiled rules, as read-only data: an array in C would take seconds to compile.
  .section .rodata
  .balign 64
  .global packwarden_rules_begin
packwarden_rules_begin:
  .incbin PACKWARDEN_RULES
  .global packwarden_rules_end
packwarden_rules_end:
  .section .note.GNU-stack,"",%progbits
