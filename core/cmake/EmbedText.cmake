# cmake -DIN=file -DOUT=file.c -DNAME=symbol -P EmbedText.cmake: a text file as a zero-terminated array of bytes.
file(READ "${IN}" bytes HEX)
string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
get_filename_component(source "${IN}" NAME)
file(WRITE "${OUT}" "/* Made from ${source}. */\nextern const char ${NAME}[];\nconst char ${NAME}[] = {\n${bytes}0\n};\n")
