#!/bin/sh
# Makes film/ from title cards: six cards of ten seconds, a quiet tone, two renditions of fMP4 HLS, and one of sound alone. Needs ffmpeg
# and a Chinese font; the result is committed, so nobody needs them to run the product. Usage: sh make-film.sh /path/to/NotoSansCJK-Bold.ttc
set -e
cd "$(dirname "$0")"
font=${1:-/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

card() { # number, first line, second line
  ffmpeg -v error -y -f lavfi -i "color=c=0xf6f5f1:s=854x480:d=10:r=12" -vf "
    drawbox=x=0:y=0:w=iw:h=10:color=0x1c5470:t=fill,
    drawtext=fontfile=$font:text='$2':x=64:y=150:fontsize=52:fontcolor=0x1d1b18,
    drawtext=fontfile=$font:text='$3':x=64:y=236:fontsize=34:fontcolor=0x55514a,
    drawtext=fontfile=$font:text='示例 $1／6':x=64:y=404:fontsize=22:fontcolor=0x55514a,
    drawbox=x=64:y=452:w='726':h=6:color=0xd9d6ce:t=fill,
    drawbox=x=64:y=452:w='121*$1':h=6:color=0x1c5470:t=fill" \
    -c:v libx264 -preset veryslow -crf 24 -pix_fmt yuv420p "$work/$1.mp4"
  echo "file $work/$1.mp4" >> "$work/cards"
}
card 1 '村务公开实务' '一分钟，六件事'
card 2 '公开什么' '资金、资产、资源、大小事项'
card 3 '什么时候' '日子固定下来，大事随时公开'
card 4 '在哪里' '公开栏放在大家天天经过的地方'
card 5 '怎么写' '字要大，数要对，话要听得懂'
card 6 '群众问了' '当场能答的当场答，答不了的约日子'

rm -f film/*.m3u8 film/*.m4s film/*.mp4
ffmpeg -v error -y -f concat -safe 0 -i "$work/cards" -f lavfi -i "sine=frequency=220:sample_rate=44100:duration=60" \
  -filter_complex "[0:v]split=2[a][b];[a]scale=426:240[small];[b]scale=854:480[large];[1:a]volume=0.02,asplit=2[s][l]" \
  -map '[small]' -map '[s]' -map '[large]' -map '[l]' \
  -c:v libx264 -preset veryslow -tune stillimage -profile:v main -bf 0 -pix_fmt yuv420p -g 48 -keyint_min 48 -sc_threshold 0 \
  -crf:v:0 30 -crf:v:1 30 -c:a aac -ac 1 -b:a:0 24k -b:a:1 32k -t 60 \
  -f hls -hls_time 4 -hls_playlist_type vod -hls_segment_type fmp4 -hls_flags independent_segments \
  -master_pl_name film.m3u8 -var_stream_map 'v:0,a:0,name:240p v:1,a:1,name:480p' \
  -hls_fmp4_init_filename 'init-%v.mp4' -hls_segment_filename 'film/%v-%02d.m4s' 'film/%v.m3u8'
# What ffmpeg writes here knows nothing of a constant quality's bit rate; these are the largest segments, rounded up.
sed -i -e 's/BANDWIDTH=[0-9]*,RESOLUTION=426x240/BANDWIDTH=41000,RESOLUTION=426x240/' \
  -e 's/BANDWIDTH=[0-9]*,RESOLUTION=854x480/BANDWIDTH=61000,RESOLUTION=854x480/' film/film.m3u8
# The sound alone, for whoever pays by the megabyte: the same as in the small picture, not encoded again.
ffmpeg -v error -y -i film/240p.m3u8 -vn -c:a copy -f hls -hls_time 4 -hls_playlist_type vod -hls_segment_type fmp4 \
  -hls_fmp4_init_filename init-sound.mp4 -hls_segment_filename 'film/sound-%02d.m4s' film/sound.m3u8
printf '%s\n' '#EXT-X-STREAM-INF:BANDWIDTH=30000,CODECS="mp4a.40.2"' sound.m3u8 '' >> film/film.m3u8
